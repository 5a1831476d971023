"""The version of the engine, in one place: packaging reads it from here."""

VERSION = "0.1.0"
