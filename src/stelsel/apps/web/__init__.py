"""The shell of every page: layout, components, tables, charts, exports."""
