"""Questions that go beyond one assessment, a module each."""
