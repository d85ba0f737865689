"""An uploaded file lies on disk only while it is read."""

from parc_search.ui.ingest.uploads import Upload, on_disk


def test_an_upload_lies_alone_in_a_folder_that_goes_with_it() -> None:
    with on_disk(Upload(name="x", content=b"abc"), "tên.txt") as path:
        assert path.read_bytes() == b"abc"
        assert [entry.name for entry in path.parent.iterdir()] == ["tên.txt"]
    assert not path.parent.exists()
