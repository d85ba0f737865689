"""The screens of the app. A screen asks `parc_search` and draws; it finds nothing by itself."""
