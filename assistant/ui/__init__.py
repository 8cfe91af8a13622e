"""The chat page: Answers and catalogue records become HTML in Gradio. It decides nothing."""

import os

# Read by gradio and huggingface_hub when they are imported, so set before any module here does.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
