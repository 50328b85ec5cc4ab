//! What law applies to the idea: AI Act, data protection, works council — triage, never a certificate.
