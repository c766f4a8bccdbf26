-- Mirrors models/dekker/dekker.pspec, for Rumur. Written by hand, one rule a step.
--   @MULISH@  1: variant mulish (a lone wait instead of the loop)
--   @NAIVE@   1: variant naive (look, then say, and no loop); both 0: variant polite
--   @CHECK@   0: no property, 1: mutex
-- TEST is the test of the loop, WHOSE the `if` inside it. Any first value of turn is an initial state.
const
  MULISH : @MULISH@;
  NAIVE : @NAIVE@;
  CHECK : @CHECK@;
type
  Id : 0..1;
  Place : enum {LOOK, WANT, TEST, WHOSE, BACK, WAIT, AGAIN, CRITICAL, PASS, LEAVE};
var
  wants : array [Id] of boolean;
  turn : Id;
  at : array [Id] of Place;

function begins() : Place;
begin
  if NAIVE = 1 then return LOOK; else return WANT; end;
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
  rule "look" at[i] = LOOK & !wants[1 - i] ==> at[i] := WANT; end;
  rule "want" at[i] = WANT ==>
    wants[i] := true;
    if NAIVE = 1 then at[i] := CRITICAL; else at[i] := TEST; end;
  end;
  rule "test, a loop" MULISH = 0 & at[i] = TEST ==>
    if wants[1 - i] then at[i] := WHOSE; else at[i] := CRITICAL; end;
  end;
  rule "test, a wait" MULISH = 1 & at[i] = TEST & !wants[1 - i] ==> at[i] := CRITICAL; end;
  rule "whose" at[i] = WHOSE ==> if turn != i then at[i] := BACK; else at[i] := TEST; end; end;
  rule "back" at[i] = BACK ==> wants[i] := false; at[i] := WAIT; end;
  rule "wait" at[i] = WAIT & turn = i ==> at[i] := AGAIN; end;
  rule "again" at[i] = AGAIN ==> wants[i] := true; at[i] := TEST; end;
  rule "critical" at[i] = CRITICAL ==> at[i] := PASS; end;
  rule "pass" at[i] = PASS ==> turn := 1 - i; at[i] := LEAVE; end;
  rule "leave" at[i] = LEAVE ==> wants[i] := false; at[i] := begins(); end;
end;

invariant "mutex" CHECK = 1 -> !(at[0] = CRITICAL & at[1] = CRITICAL);
