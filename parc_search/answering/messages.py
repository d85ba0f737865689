"""Every Vietnamese word of answers about documents themselves, and of replies to what asks nothing of them.

Read through `parc_search.messages`.
"""

# What a document says of itself
DOCUMENT = "Văn bản"
ATTRIBUTES = {
    "signer": "người ký",
    "signed_on": "ngày ban hành",
    "effective_from": "ngày có hiệu lực",
    "issuer": "cơ quan ban hành",
    "title": "trích yếu",
    "number": "số, ký hiệu",
    "amends": "văn bản được sửa đổi, bổ sung",
    "replaces": "văn bản bị thay thế, bãi bỏ",
    "amended_by": "văn bản sửa đổi, bổ sung",
    "replaced_by": "văn bản thay thế",
}
ATTRIBUTE_SENTENCES = {
    "signer": "{document} do {answer} ký.",
    "signed_on": "{document} được ban hành ngày {answer}.",
    "effective_from": "{document} có hiệu lực từ ngày {answer}.",
    "issuer": "{document} do {answer} ban hành.",
    "title": "{document} có trích yếu: {answer}.",
    "number": "Số, ký hiệu của văn bản là {answer}.",
    "amends": "{document} sửa đổi, bổ sung: {answer}.",
    "replaces": "{document} thay thế, bãi bỏ: {answer}.",
    "amended_by": "{document} được sửa đổi, bổ sung bởi: {answer}.",
    "replaced_by": "{document} bị thay thế, bãi bỏ bởi: {answer}.",
    "documents": "Trong kho có {answer}.",
    "text": "{document} quy định: {answer}",
}
ATTRIBUTE_NOT_STATED = "{document} có trong kho nhưng phần đọc được không nêu {attribute}."
NO_SUCH_DOCUMENT = "Không có {name} trong kho; hãy kiểm tra lại số, ký hiệu hoặc nạp văn bản đó."
NO_DOCUMENT_OF_KIND = "Trong kho không có văn bản nào thuộc loại và địa phương được hỏi."
WHICH_DOCUMENT = "Có nhiều văn bản khớp câu hỏi: {names}. Hãy nêu rõ số, ký hiệu văn bản."
DOCUMENT_COUNT = "{count} văn bản"
NO_SUCH_ARTICLE = "{document} không có {article}."
NO_ARTICLE_ANYWHERE = "Không có văn bản nào trong phạm vi câu hỏi có {article}."
NOT_CITED = "Không có {name} trong kho và không văn bản nào trong kho nhắc đến số này."

# What is said to the program, not asked of documents
TALK = {
    "greeting": "Xin chào! Hãy hỏi về nội dung văn bản trong kho, ví dụ cơ quan chủ trì, thời hạn, chỉ tiêu, căn cứ.",
    "thanks": "Cảm ơn bạn. Khi cần, hãy hỏi tiếp về nội dung văn bản trong kho.",
    "program": (
        "Đây là hệ thống hỏi đáp trên văn bản trong kho: gõ một câu hỏi (có dấu hay không dấu), câu trả lời kèm "
        "trích dẫn nguyên văn. Nên nêu rõ nội dung, địa phương, năm hoặc số văn bản; xem thêm bằng parc-search --help."
    ),
    "insult": "Rất tiếc nếu câu trả lời chưa đúng ý. Hãy nêu rõ nội dung, địa phương, năm hoặc số văn bản cần hỏi.",
}
ABBREVIATION = "“{short}” là viết tắt của “{full}”. Hãy hỏi rõ điều cần biết về nội dung này trong văn bản."
