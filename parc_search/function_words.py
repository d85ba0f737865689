"""Words of a question that say nothing about its subject: ways of asking, of linking and of being polite."""

from ingest.language.fold import fold

# With their diacritics, because "cái" is one and "cải" (cải cách) is not, "thế" and "thể" (thể chế) likewise.
_FUNCTION_WORDS = """
    a à ạ ai anh ấy bạn bằng bao bị biết bởi các cái cần chắc cho chưa chúng có còn của cũng đã đang đâu đây để
    đến đi do được đưa e em gì giúp hay hãy hỏi hoặc hơn khi không là lại làm lên lo lúc mà mấy mình mỗi một muốn
    nào này nếu nên ngay nhỉ nhiêu nhiều nhé nha như những nọ ở ơi ông bà phải qua ra rằng riêng rồi sao sau sẽ
    thế thì thôi ta tôi tại tất theo thấy tới trên trong từ từng tùy tuỳ và vào vậy về vì với vụ vừa xin xong đều
    hết lần luôn ư ừ thưa đó kia thuộc mức đạt đặt phần trăm tỷ tỉ lệ việc số nơi giữa cùng
    mảng khâu chuyện khoản món hồi vô nói nhắc nêu kể
    the of and which what who when how is are was does do did must should for in by with to under many much often hold
    on at an its has have be been compare vs versus as it from this that provincial two percent percentage get over
    places place
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
FOLDED_FUNCTION_WORDS = frozenset(map(fold, FUNCTION_WORDS))
# Part of a longer word such a syllable says something ("dân số", "cổ phần", "dịch vụ"); part of these it only asks.
_ASKING_WORDS = """
    bao nhiêu, thế nào, như thế nào, ra sao, tại sao, vì sao, làm sao, bao giờ, bao lâu, lúc nào, khi nào, nơi nào,
    nào đó, ở đâu, từ đâu, đâu ra, là gì, những gì, những ai, tất cả, phần trăm, lần lượt, như vậy, tùy theo, tuỳ
    theo, để làm, chúng ta, chúng tôi, cho biết, cho hỏi, cho mình, mỗi một, ít nhất, tỷ lệ, tỉ lệ, theo như, của
    mình, thuộc về, tới nay, cho tới, cho đến, đến nay, trở lên, vậy thì, thì sao, làm gì, phải làm, trong đó, từng
    cái, lo vụ, lên đến, đi đâu, chậm nhất, hôm nào, muộn nhất, trễ nhất, ngày nào
"""
ASKING_WORDS = frozenset(" ".join(_ASKING_WORDS.split()).split(", "))
