"""What happens between meetings: who applies where, who is screened out, invited, interviewed, matched, and how it goes."""
