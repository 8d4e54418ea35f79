package lint

// Remember returns what work gives, which is done once for each key and pass:
// several rules may need the same. Nobody may change what is remembered.
func Remember[T any](pass *Pass, key any, work func() T) T {
	if known, ok := pass.memory[key].(T); ok {
		return known
	}
	value := work()
	if pass.memory == nil {
		pass.memory = map[any]any{}
	}
	pass.memory[key] = value
	return value
}
