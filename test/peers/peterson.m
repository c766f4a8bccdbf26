-- Mirrors models/peterson/peterson.pspec, for Rumur. Written by hand, one rule a step.
--   @SWAPPED@  0: variant straight, 1: variant swapped (turn is given before wanting)
--   @CHECK@    0: no property, 1: mutex
-- SPIN is the test of the loop, LOOK the `if` inside it. Any first value of turn is an initial state.
const
  SWAPPED : @SWAPPED@;
  CHECK : @CHECK@;
type
  Id : 0..1;
  Place : enum {WANT, GIVE, WANT_LATE, SPIN, LOOK, CRITICAL, LEAVE};
var
  wants : array [Id] of boolean;
  turn : Id;
  at : array [Id] of Place;

function begins() : Place;
begin
  if SWAPPED = 1 then return GIVE; else return WANT; end;
end;

ruleset t : Id do
  startstate
    for i : Id do
      wants[i] := false;
      at[i] := begins();
    end;
    turn := t;
  end;
end;

ruleset i : Id do
  rule "want" at[i] = WANT ==> wants[i] := true; at[i] := GIVE; end;
  rule "give" at[i] = GIVE ==>
    turn := 1 - i;
    if SWAPPED = 1 then at[i] := WANT_LATE; else at[i] := SPIN; end;
  end;
  rule "want_late" at[i] = WANT_LATE ==> wants[i] := true; at[i] := SPIN; end;
  rule "spin" at[i] = SPIN ==> if wants[1 - i] then at[i] := LOOK; else at[i] := CRITICAL; end; end;
  rule "look" at[i] = LOOK ==> if turn = i then at[i] := CRITICAL; else at[i] := SPIN; end; end;
  rule "critical" at[i] = CRITICAL ==> at[i] := LEAVE; end;
  rule "leave" at[i] = LEAVE ==> wants[i] := false; at[i] := begins(); end;
end;

invariant "mutex" CHECK = 1 -> !(at[0] = CRITICAL & at[1] = CRITICAL);
