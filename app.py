"""The app's entry: `streamlit run app.py`."""

import os

import streamlit as st

from parc_search.ui.access.request_filter import request_filters
from parc_search.ui.app import main, on_fault
from parc_search.ui.screens.sign_in import reads_by

if __name__ == "__main__":
    main()  # each time a screen is drawn
else:
    os.umask(0o077)  # whatever the server writes, into the store or beside it, is for its owner alone
    # The server, once; Streamlit looks for an assignment of this form.
    app = st.App(__file__, middleware=request_filters(reads_by), on_script_error=on_fault)
