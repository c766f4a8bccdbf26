-- Mirrors queue.pspec, for Rumur. Written by hand, one rule a step.
--   @CAP@    the config
--   @CHECK@  0: no property, 1: overflow of put, 2: underflow, 3: index, 4: range, 5: no_twins, 6: the cover, denied
-- `first` lives from look to the end of the turn. The test of `first == 1` is silent: it belongs to look. What fails is
-- a rule that changes nothing. Unused slots of the queue are 0.
const
  CAP : @CAP@;
  CHECK : @CHECK@;
type
  Msg : 0..2;
  Place : enum {READY, LOOK, DROP, SAME, SUM, TAKE};
var
  q : array [0..CAP - 1] of Msg;
  n : 0..CAP;
  sum : 0..4;
  turn : Msg;
  consumer : Place;
  first : Msg;

procedure append(m : Msg);
begin
  q[n] := m;
  n := n + 1;
end;

procedure behead();
begin
  for i : 0..CAP - 2 do q[i] := q[i + 1]; end;
  q[CAP - 1] := 0;
  n := n - 1;
end;

startstate
  for i : 0..CAP - 1 do q[i] := 0; end;
  n := 0;
  sum := 0;
  turn := 0;
  consumer := READY;
  undefine first;
end;

rule "producer.put"
  assert CHECK = 1 -> n < CAP "overflow";
  if n < CAP then
    append(turn);
    turn := (turn + 1) % 3;
  end;
end;
rule "producer.urgent" n < CAP ==> append(2); turn := (turn + 1) % 3; end;

rule "consumer.ready" consumer = READY & n > 0 ==> consumer := LOOK; end;
rule "consumer.look" consumer = LOOK ==>
  assert CHECK = 2 -> n > 0 "underflow";
  if n > 0 then
    first := q[0];
    if first = 1 then consumer := DROP; else consumer := SAME; end;
  end;
end;
rule "consumer.drop" consumer = DROP ==>
  assert CHECK = 2 -> n > 0 "underflow";
  if n > 0 then
    behead();
    undefine first;
    consumer := READY;
  end;
end;
rule "consumer.same" consumer = SAME ==>
  assert CHECK = 3 -> n > 0 "index";
  if n > 0 then
    if q[n - 1] = first & q[0] = q[n - 1] then consumer := SUM; else consumer := TAKE; end;
  end;
end;
rule "consumer.sum" consumer = SUM ==>
  assert CHECK = 4 -> first + n <= 4 "range";
  if first + n <= 4 then
    sum := first + n;
    consumer := TAKE;
  end;
end;
rule "consumer.take" consumer = TAKE ==>
  assert CHECK = 2 -> n > 0 "underflow";
  if n > 0 then
    behead();
    undefine first;
    consumer := READY;
  end;
end;

rule "thief.steal" n = CAP & q[1] = 0 ==>
  for i : 0..CAP - 1 do q[i] := 0; end;
  n := 0;
end;

invariant "no_twins" CHECK = 5 & CAP = 2 -> !(n = 2 & q[0] = 1 & q[1] = 1);
invariant "not high" CHECK = 6 -> !(sum = 4 & n = 0);
