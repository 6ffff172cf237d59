"""The facilitator: home, console, projector, exports, and their door."""
