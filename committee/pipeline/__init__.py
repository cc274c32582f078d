"""Between meetings: who applies where, who is screened out, invited, interviewed and matched, and how it goes."""
