"""The ways out of a store and back: backups, exports, and what brings an older store up."""
