"""One module per question asked of the data of many; tables in, figures and charts out."""
