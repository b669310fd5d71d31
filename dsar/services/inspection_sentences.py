"""What is said to a person whose file is not taken: what it is, and what to send instead."""

from django.utils.translation import gettext as _

from dsar.services.parsing.faults import Fault
from dsar.services.parsing.kinds import Other


def other_sentence(other: Other) -> str:
    """The sentence for a kind of file that is not taken."""
    return {
        Other.HEIC: _(
            "This is an HEIC photograph, which we cannot open. Send it as JPEG, or a screenshot of it."
        ),
        Other.PICTURE: _("We cannot take this kind of picture. Send it as JPEG or PNG."),
        Other.MARKUP: _("This is a web page or a drawing with code in it. Print it as a PDF and send that."),
        Other.ARCHIVE: _("This is a packed file. Unpack it and send the files in it one by one."),
        Other.OLD_OFFICE: _("This is an older kind of document. Save it as PDF or .docx and send that."),
        Other.PROGRAM: _("This is a program or a script. Send a PDF, a photograph or plain text instead."),
        Other.MEDIA: _("We cannot take sound or video here. Send a PDF, a photograph or plain text instead."),
        Other.UNKNOWN: _(
            "We cannot take this kind of file. Send a PDF, a photograph (JPEG or PNG) or plain text."
        ),
    }[other]


def fault_sentence(fault: Fault) -> str:
    """The sentence for a file of a kind that is taken, when this one is not."""
    return {
        Fault.DAMAGED: _(
            "The file is damaged or cut short. Open it on your device, save it again and send that."
        ),
        Fault.LOCKED: _("The file has a password. Save it without one and send that."),
        Fault.ACTIVE: _(
            "The file has programs, links that load by themselves, or other files in it. "
            "Print it as a PDF and send that."
        ),
        Fault.EXTRA: _("The file holds something more than it shows. Print it as a new PDF and send that."),
        Fault.TOO_BIG: _(
            "The file unpacks to more than we can open. Send a smaller copy, or a photograph of it."
        ),
        Fault.MOVING: _("This picture moves. Send a still picture, as JPEG or PNG."),
        Fault.NOT_TEXT: _(
            "We cannot read this file. Send a PDF, a photograph (JPEG or PNG), or text saved as UTF-8."
        ),
        Fault.MARKUP: _("This is a web page or a drawing with code in it. Print it as a PDF and send that."),
        Fault.PACKED: _("This is a packed file. Unpack it and send the files in it one by one."),
    }[fault]
