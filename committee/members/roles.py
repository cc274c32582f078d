"""The five roles: what each may do in the room."""

from __future__ import annotations

from typing import ClassVar

from committee.members.member import Member
from committee.terms import Act, Family, Role


class Director(Member):
    """The program director, who leads and has read every file. Only the director may call or veto."""

    type_name = "director"
    role = Role.DIRECTOR
    reads = False  # the readers that are drawn come on top of those who have read everything
    reads_all = True
    keeps_no_list = True
    acts: ClassVar[frozenset[Act]] = Member.acts | {Act.ANNOUNCE, Act.MOVE_ON, Act.CALL, Act.VETO}


class Associate(Member):
    """An associate director, who may keep a personal no list. That list is an objection, never a veto."""

    type_name = "associate"
    role = Role.ASSOCIATE
    keeps_no_list = True


class Faculty(Member):
    """A faculty member who interviewed some of the applicants."""

    type_name = "faculty"
    role = Role.FACULTY


class Chief(Member):
    """A chief resident, who will work nights with whoever comes."""

    type_name = "chief"
    role = Role.CHIEF


class Coordinator(Member):
    """The coordinator, who reads the rows out, knows e-mails and paperwork, and neither votes nor has capital."""

    type_name = "coordinator"
    role = Role.COORDINATOR
    interviews = False
    reads = False
    topics = frozenset({Family.PAPERWORK, Family.VISA, Family.EMAILS})
    acts: ClassVar[frozenset[Act]] = frozenset({Act.ANNOUNCE, Act.CONCERN, Act.ANSWER, Act.VOUCH, Act.AGREE})
