"""Quotes that find their place again. Pure text: offsets are Unicode code points, end exclusive."""
