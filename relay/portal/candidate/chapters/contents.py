"""The chapters of a candidate's record: one list, so that whatever comes to be kept about them gets its place here."""

from relay.portal.candidate.chapters import interviews, letters, person, plan
from relay.portal.candidate.chapters.entry import Chapter

CHAPTERS = (
    Chapter("you", "You", "", person.you),
    Chapter("interviews", "Your interviews", "No interview is on file.", interviews.interviews),
    Chapter("promises", "When you were to hear", "Nothing is promised.", interviews.promises),
    Chapter("letters", "Your letters", "No letter was sent to you.", letters.letters),
    Chapter("questions", "Your questions and their answers", "You asked nothing.", letters.questions),
    Chapter("actions", "Your plan", "Nothing is in your plan.", plan.actions),
    Chapter("loops", "What came of it", "No later letter speaks of it yet.", plan.loops),
    Chapter("reflections", "Your lines to yourself", "You wrote none.", plan.reflections),
    Chapter("views", "How it went in your own eyes", "You noted nothing.", interviews.views),
    Chapter("journal", "Your journal", "Nothing is in it.", plan.journal),
    Chapter("thanks", "Your thanks", "You wrote none.", letters.thanks),
    Chapter("shares", "Your links for friends and mentors", "You made none.", letters.shares),
    Chapter("wishes", "What you asked to hear about", "You asked for nothing.", interviews.wishes),
    Chapter("unsent", "What you wrote and kept unsent", "Nothing is kept.", letters.unsent),
    Chapter("devices", "Where you are signed in", "", person.devices),
    Chapter("passkeys", "Your passkeys", "You have none.", person.passkeys),
    Chapter("codes", "Codes you asked for", "You asked for none.", person.codes),
    Chapter("mails", "Mails to you", "None was sent.", person.mails),
)
