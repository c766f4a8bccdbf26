-- Mirrors calls.pspec, for Rumur. Written by hand, one rule a step.
--   @CPUS@   the config
--   @CHECK@  0: no property, 1: the asserts, 2: never, 3: an assert in the first call of bump, 4: in bump called by both
-- An argument that reads `a` is read in the first step of the procedure, or, where that returns without a step, in the
-- next step behind the call. `by` (amount) lives from there to the end of the call where `a` was read; `g` to the end of the turn.
const
  CPUS : @CPUS@;
  CHECK : @CHECK@;
type
  Cpu : scalarset(CPUS);
  Val : 0..2;
  Place : enum {FIRST, SURE1, GET1, GET2, ADD2, SURE2, CALL3, SURE3, ADD4, SURE4, RESULT};
var
  a : Val;
  cell : array [Cpu] of Val;
  same : boolean;
  place : array [Cpu] of Place;
  amount : array [Cpu] of Val;
  g : array [Cpu] of Val;

procedure second(i : Cpu);
begin
  if g[i] = 0 then place[i] := CALL3; else place[i] := ADD2; end;
end;

procedure inner(i : Cpu);
begin
  undefine amount[i];
  if g[i] = 0 then place[i] := RESULT; else place[i] := ADD4; end;
end;

procedure give_back(i : Cpu);
begin
  same := cell[i] = a;
  undefine amount[i];
  undefine g[i];
  place[i] := FIRST;
end;

startstate
  a := 1;
  same := true;
  for i : Cpu do
    cell[i] := 0;
    place[i] := FIRST;
    undefine amount[i];
    undefine g[i];
  end;
end;

ruleset i : Cpu do
  rule "cpu.first.add" place[i] = FIRST & a != 0 ==>
    amount[i] := a;
    cell[i] := (cell[i] + a) % 3;
    place[i] := SURE1;
  end;
  rule "cpu.get, behind a first of nothing" place[i] = FIRST & a = 0 ==> a := (a + 2) % 3; place[i] := GET2; end;
  rule "cpu.first.sure" place[i] = SURE1 ==>
    assert CHECK = 1 | CHECK = 3 -> cell[i] != 2 | a != 0 "two and nothing";
    if cell[i] != 2 | a != 0 then
      undefine amount[i];
      place[i] := GET1;
    end;
  end;
  rule "cpu.get" place[i] = GET1 ==> a := (a + 2) % 3; place[i] := GET2; end;
  rule "cpu.get (g)" place[i] = GET2 ==> g[i] := (a + 0) % 3; second(i); end;
  rule "cpu.second.add" place[i] = ADD2 ==> cell[i] := (cell[i] + g[i]) % 3; place[i] := SURE2; end;
  rule "cpu.second.sure" place[i] = SURE2 ==>
    assert CHECK = 1 -> cell[i] != 2 | a != 0 "two and nothing";
    if cell[i] != 2 | a != 0 then place[i] := CALL3; end;
  end;
  rule "cpu.both.bump.add" place[i] = CALL3 & a != 0 ==>
    amount[i] := a;
    cell[i] := (cell[i] + a) % 3;
    place[i] := SURE3;
  end;
  rule "cpu.both.inner.add, behind a bump of nothing" place[i] = CALL3 & a = 0 & g[i] != 0 ==>
    cell[i] := (cell[i] + g[i]) % 3;
    place[i] := SURE4;
  end;
  rule "cpu.both.return, behind two of nothing" place[i] = CALL3 & a = 0 & g[i] = 0 ==> give_back(i); end;
  rule "cpu.both.bump.sure" place[i] = SURE3 ==>
    assert CHECK = 1 | CHECK = 4 -> cell[i] != 2 | a != 0 "two and nothing";
    if cell[i] != 2 | a != 0 then inner(i); end;
  end;
  rule "cpu.both.inner.add" place[i] = ADD4 ==> cell[i] := (cell[i] + g[i]) % 3; place[i] := SURE4; end;
  rule "cpu.both.inner.sure" place[i] = SURE4 ==>
    assert CHECK = 1 -> cell[i] != 2 | a != 0 "two and nothing";
    if cell[i] != 2 | a != 0 then place[i] := RESULT; end;
  end;
  rule "cpu.both.return" place[i] = RESULT ==> give_back(i); end;
end;

invariant "never" CHECK = 2 -> (same | a != 2 | exists i : Cpu do cell[i] != 2 end);
