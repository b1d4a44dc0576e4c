"""The plain map in Streamlit as it comes: `python -m streamlit run tests/bench/streamlit_app.py`."""

import streamlit as st
from plain import CONFIG, filieres, plain_figure

chosen = [filiere for filiere in filieres if st.checkbox(filiere)]
st.plotly_chart(plain_figure(chosen), config=CONFIG)
