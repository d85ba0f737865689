"""Names of places for the language model: provinces, and the wards and districts around the sample documents.

Official text of the ministries names few wards, and a name is what no other count can teach.

Source: Resolution 202/2025/QH15 (provinces) and the resolutions of the Standing Committee of 16 June 2025 on wards and
communes of Hải Phòng, Huế and Quảng Trị; districts as they were until then.
"""

from collections.abc import Iterator

_PROVINCES = (
    "Hà Nội, Hải Phòng, Huế, Đà Nẵng, Cần Thơ, Hồ Chí Minh, Lai Châu, Điện Biên, Sơn La, Lạng Sơn, Quảng Ninh, "
    "Thanh Hóa, Nghệ An, Hà Tĩnh, Cao Bằng, Tuyên Quang, Lào Cai, Thái Nguyên, Phú Thọ, Bắc Ninh, Hưng Yên, Ninh "
    "Bình, Quảng Trị, Quảng Ngãi, Gia Lai, Khánh Hòa, Lâm Đồng, Đắk Lắk, Đồng Nai, Tây Ninh, Vĩnh Long, Đồng "
    "Tháp, Cà Mau, An Giang, Thừa Thiên Huế, Hải Dương, Quảng Bình, Quảng Nam, Bình Định, Phú Yên, Ninh Thuận, "
    "Bình Thuận, Kon Tum, Đắk Nông, Bình Phước, Bình Dương, Bà Rịa - Vũng Tàu, Long An, Tiền Giang, Bến Tre, Trà "
    "Vinh, Sóc Trăng, Hậu Giang, Kiên Giang, Bạc Liêu, Hà Giang, Yên Bái, Bắc Kạn, Vĩnh Phúc, Hòa Bình, Bắc "
    "Giang, Hà Nam, Nam Định, Thái Bình"
)
_DISTRICTS = (
    "Phong Điền, Quảng Điền, Hương Trà, Hương Thủy, Phú Vang, Phú Lộc, Nam Đông, A Lưới, Đông Hà, Quảng Trị, Vĩnh "
    "Linh, Gio Linh, Cam Lộ, Triệu Phong, Hải Lăng, Hướng Hóa, Đakrông, Cồn Cỏ, Thủy Nguyên, An Dương, An Lão, "
    "Kiến Thụy, Tiên Lãng, Vĩnh Bảo, Cát Hải, Chí Linh, Kinh Môn, Nam Sách, Thanh Hà, Kim Thành, Cẩm Giàng, Bình "
    "Giang, Gia Lộc, Tứ Kỳ, Ninh Giang, Thanh Miện"
)
_WARDS = (
    "Hồng Bàng, Hồng An, Ngô Quyền, Gia Viên, Lê Chân, An Biên, Hải An, Đông Hải, Kiến An, Phù Liễn, Đồ Sơn, Nam "
    "Đồ Sơn, Hưng Đạo, Dương Kinh, An Dương, An Hải, An Phong, Thủy Nguyên, Thiên Hương, Hòa Bình, Nam Triệu, "
    "Bạch Đằng, Lưu Kiếm, Lê Ích Mộc, Hải Dương, Lê Thanh Nghị, Việt Hòa, Thành Đông, Nam Đồng, Tân Hưng, Thạch "
    "Khôi, Tứ Minh, Ái Quốc, Chu Văn An, Chí Linh, Trần Hưng Đạo, Nguyễn Trãi, Trần Nhân Tông, Lê Đại Hành, Kinh "
    "Môn, Nguyễn Đại Năng, Trần Liễu, Bắc An Phụ, Phạm Sư Mạnh, Nhị Chiểu, Phong Điền, Phong Thái, Phong Dinh, "
    "Phong Phú, Phong Quảng, Hương Trà, Kim Trà, Kim Long, Hương An, Phú Xuân, Thuận An, Hóa Châu, Mỹ Thượng, Vỹ "
    "Dạ, Thuận Hóa, An Cựu, Thủy Xuân, Thanh Thủy, Hương Thủy, Phú Bài, Dương Nỗ, Đông Hà, Nam Đông Hà, Quảng "
    "Trị, Đồng Hới, Đồng Thuận, Đồng Sơn, Ba Đồn, Bắc Gianh"
)

PLACES = (
    *(f"tỉnh {name}" for name in _PROVINCES.split(", ")),
    *_PROVINCES.split(", "),
    *(f"huyện {name}" for name in _DISTRICTS.split(", ")),
    *(f"phường {name}" for name in _WARDS.split(", ")),
)


def place_sentences() -> Iterator[str]:
    """Each place with the words that stand before its name in official text."""
    for name in _PROVINCES.split(", "):
        yield f"tỉnh {name}. UBND tỉnh {name}. của tỉnh {name}. thành phố {name}."
    for name in _DISTRICTS.split(", "):
        yield f"huyện {name}. UBND huyện {name}. thị xã {name}. của huyện {name}."
    for name in _WARDS.split(", "):
        yield f"phường {name}. UBND phường {name}. Ủy ban nhân dân phường {name}. của phường {name}. P. {name}."
