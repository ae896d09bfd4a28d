"""Put points into a message a kind professional would write."""

from relay.text.shapes import Draft, Material, Paragraph, Said, Sentence
from relay.vocabulary import Kind, ParagraphRole, SentenceRole

OUTCOMES = {
    "rejected": "{client} will not be taking your application further this time.",
    "advanced": "{client} would like to see you again.",
    "offer": "{client} would like to offer you the role.",
    "on_hold": "{client} have not decided yet.",
    "unknown": "I have heard back from {client} about your {stage}.",
}


def compose(material: Material) -> Draft:
    """Return the message for `material`; the same material gives the same words."""
    about = material.about
    frame = SentenceRole.FRAME
    first = about.candidate.split()[0] if about.candidate.split() else "there"
    told = OUTCOMES[material.outcome].format(client=about.client, stage=about.stage)
    paragraphs = [
        Paragraph(ParagraphRole.GREETING, (Sentence(f"Hi {first},", frame),)),
        Paragraph(ParagraphRole.OUTCOME, (Sentence(told, frame),)),
    ]
    strengths = tuple(_observe(p) for p in material.points if p.kind is Kind.STRENGTH)
    if strengths:
        paragraphs.append(Paragraph(ParagraphRole.STRENGTHS, strengths))
    for point in material.points:
        if point.kind is Kind.IMPROVEMENT:
            step = Sentence("Choose one example before your next interview.", SentenceRole.NEXT_STEP, (point.key,))
            paragraphs.append(Paragraph(ParagraphRole.IMPROVEMENT, (_observe(point), step)))
    closing = "Ring me when you have read this." if material.points else "They have not told me more than that yet."
    paragraphs.append(Paragraph(ParagraphRole.CLOSING, (Sentence(closing, frame),)))
    if material.recruiter:
        paragraphs.append(Paragraph(ParagraphRole.SIGNATURE, (Sentence(material.recruiter, frame),)))
    return Draft(f"Your {about.stage} at {about.client}", tuple(paragraphs))


def _observe(point: Said) -> Sentence:
    topic = point.competency.label.lower()
    good = point.kind is Kind.STRENGTH
    text = f"Your {topic} came across well." if good else f"They would have liked to see more on {topic}."
    return Sentence(text, SentenceRole.OBSERVATION, (point.key,))
