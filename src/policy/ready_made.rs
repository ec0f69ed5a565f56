//! The ready-made policies: the files in `examples/policies`, so that what a host reads and copies is what it gets.

/// Each with its name.
pub(super) const ALL: [(&str, &str); 5] = [
    ("helsenorge-chat", include_str!("../../examples/policies/helsenorge-chat.toml")),
    ("nav-chat", include_str!("../../examples/policies/nav-chat.toml")),
    ("log-lines", include_str!("../../examples/policies/log-lines.toml")),
    ("llm-gateway", include_str!("../../examples/policies/llm-gateway.toml")),
    ("strict", include_str!("../../examples/policies/strict.toml")),
];

/// The document of one.
pub(super) fn text(name: &str) -> Option<&'static str> {
    ALL.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
