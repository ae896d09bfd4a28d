"""The relay: interview feedback on its way from the client to the candidate.

Rooms, from the ground up: `vocabulary` and `config`; `domain` (nouns) and `text` (words); `store` (ledger), `channels`
(post) and `writers` (pens); `journey` (stairs) and `reports` (windows); `portal` (front door) and `api` (side door);
`app`; `cli` (back door). Imports only go down. This module owns nothing.
"""
