"""The app's entry: `streamlit run app.py`."""

from parc_search.ui.application import main

main()
