"""What a person does to records without a file: told, corrected, withdrawn, named."""
