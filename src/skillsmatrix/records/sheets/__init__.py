"""Files of every shape → sheets: a header, and batches of rows of cells."""
