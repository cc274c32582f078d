"""What we count in a recording: pure functions, none of which needs the model.

Import each from its own file: :mod:`~committee.measures.outcomes` (the table), :mod:`~committee.measures.places`,
:mod:`~committee.measures.airtime`, :mod:`~committee.measures.shifts`, :mod:`~committee.measures.unheard`,
:mod:`~committee.measures.network` (who trusts whom).
"""
