"""The app's entry: `streamlit run app.py`."""

from parc_search.ui.app import main

main()
