import os

os.environ["IMPACT_CHECK_CACHE"] = "off"  # Tests write into folders of their own only, and load what they test.
