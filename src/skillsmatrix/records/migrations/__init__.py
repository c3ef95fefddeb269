"""Every change the store's tables went through, the first being how they were made."""
