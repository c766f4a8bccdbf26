-- Mirrors ends.pspec, for Rumur. Written by hand, one rule a step.
--   @TASKS@  the config
--   @CHECK@  0: no property, 1: range, 2: held, 3: calm, 4: the cover, denied, 5: deadlock
-- The test of `mine` is silent: it belongs to the test of n before it. A way to the end of a thread
-- without a step is a step. `u` lives from wait to the end.
const
  TASKS : @TASKS@;
  CHECK : @CHECK@;
type
  Task : scalarset(TASKS);
  Place : enum {FIRST, UP, WHILE_N, ONE, HOLD, TWO, CHOOSE, S_ZERO, S_HIGH, S_LOW, S_ONE, S_EITHER, WAIT, SET, DONE};
  Last : enum {L_START, L_WAIT, L_ZERO, L_HIGH, L_LOW, L_ONE, L_EITHER, L_DONE, L_OVER};
var
  n : 0..3;
  gone : Task;
  place : array [Task] of Place;
  mine : array [Task] of boolean;
  u : array [Task] of Task;
  last : Last;

startstate
  n := 0;
  undefine gone;
  for t : Task do
    place[t] := FIRST;
    mine[t] := false;
    undefine u[t];
  end;
  last := L_START;
end;

ruleset t : Task do
  rule "task.1" place[t] = FIRST ==> if n = 3 then place[t] := DONE; else place[t] := UP; end; end;
  rule "task.up" place[t] = UP ==>
    assert CHECK = 1 -> n < 3 "range";
    if n < 3 then
      n := n + 1;
      place[t] := WHILE_N;
    end;
  end;
  rule "task.while" place[t] = WHILE_N ==> if n > 0 then place[t] := ONE; else place[t] := WAIT; end; end;
  rule "task.one" place[t] = ONE ==>
    if n = 1 then
      mine[t] := true;
      place[t] := HOLD;
    elsif mine[t] then
      place[t] := DONE;
    else
      place[t] := TWO;
    end;
  end;
  rule "task.hold" place[t] = HOLD & (n = 2 | n = 3) ==> place[t] := WAIT; end;
  rule "task.two" place[t] = TWO ==> if n = 2 then place[t] := CHOOSE; else place[t] := S_ZERO; end; end;
  rule "task.to_end, by return" place[t] = CHOOSE ==> place[t] := DONE; end;
  rule "task.down" place[t] = CHOOSE ==>
    assert CHECK = 1 -> n > 0 "range";
    if n > 0 then
      n := n - 1;
      place[t] := WHILE_N;
    end;
  end;
  rule "task.swap" place[t] = CHOOSE ==> mine[t] := !mine[t]; gone := t; place[t] := WHILE_N; end;

  rule "task.settle.zero" place[t] = S_ZERO ==>
    if n = 0 then
      mine[t] := false;
      place[t] := WHILE_N;
    else
      place[t] := S_HIGH;
    end;
  end;
  rule "task.settle.high" place[t] = S_HIGH ==> if n = 3 then place[t] := S_LOW; else place[t] := S_ONE; end; end;
  rule "task.settle.low" place[t] = S_LOW ==> n := 1; mine[t] := true; place[t] := WHILE_N; end;
  rule "task.settle.one" place[t] = S_ONE ==>
    if n = 1 then
      place[t] := S_EITHER;
    else
      mine[t] := false;
      place[t] := WHILE_N;
    end;
  end;
  rule "task.settle.stay" place[t] = S_EITHER ==> n := 2; mine[t] := false; place[t] := WHILE_N; end;
  rule "task.settle.return" place[t] = S_EITHER ==> mine[t] := true; place[t] := WHILE_N; end;

  rule "task.to_end" place[t] = WAIT ==> place[t] := DONE; end;
  rule "task.wait" place[t] = WAIT & !isundefined(gone) & gone != t ==>
    if mine[t] then u[t] := gone; place[t] := SET; else place[t] := DONE; end;
  end;
  rule "task.set" place[t] = SET ==> n := 3; undefine u[t]; place[t] := DONE; end;
end;

rule "last.start" last = L_START ==> last := L_WAIT; end;
rule "last.wait" last = L_WAIT & !isundefined(gone) ==> last := L_ZERO; end;
rule "last.settle.zero" last = L_ZERO ==> if n = 0 then last := L_OVER; else last := L_HIGH; end; end;
rule "last.settle.high" last = L_HIGH ==> if n = 2 then last := L_LOW; else last := L_ONE; end; end;
rule "last.settle.low" last = L_LOW ==> n := 1; last := L_DONE; end;
rule "last.settle.one" last = L_ONE ==> if n = 1 then last := L_EITHER; else last := L_OVER; end; end;
rule "last.settle.stay" last = L_EITHER ==> n := 2; last := L_OVER; end;
rule "last.settle.return" last = L_EITHER ==> last := L_DONE; end;
rule "last.done" last = L_DONE ==> undefine gone; last := L_OVER; end;

-- All at their ends is no deadlock.
rule "over" CHECK = 5 & last = L_OVER & forall t : Task do place[t] = DONE end ==> end;

invariant "held" CHECK = 2 -> !exists t : Task do place[t] = HOLD & n = 0 end;
invariant "calm" CHECK = 3 -> (last != L_OVER | !isundefined(gone));
invariant "not all" CHECK = 4 -> !((forall t : Task do place[t] = DONE end) & last = L_OVER & n = 0);
