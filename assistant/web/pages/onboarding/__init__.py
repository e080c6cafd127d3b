"""The page onboarding."""
