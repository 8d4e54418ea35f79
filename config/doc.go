// Package config reads the configuration file of a tree.
package config

// FileName is what the file is called.
const FileName = ".kbuildlint.toml"
