"""The same meetings, fast: compiled code that gives the numbers of the readable model to the last bit.

The readable model stays the model. Nothing here decides anything: the formulas are those of the model, compiled as they
stand, and the flow around them names the function that it mirrors. Import each part from its own file;
:mod:`committee.engine.outcomes` holds many meetings by whichever engine fits.
"""
