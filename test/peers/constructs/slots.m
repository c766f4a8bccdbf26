-- Mirrors slots.pspec, for Rumur. Written by hand, one rule a step.
--   @CHECK@  0: no property, 1: overflow of add, 2: not_full, 3: the cover, denied
-- A branch without a step offers the first step behind its either: grow at the top, again in the inner one.
const
  CHECK : @CHECK@;
type
  Id : 0..3;
  Maker : enum {TOP, GROW, CHECKS, CHOOSE, AGAIN};
  Taker : enum {WAIT, PICK, SWAP};
  Pool : array [Id] of boolean;
var
  pool : Pool;
  tick : Id;
  maker : Maker;
  taker : Taker;
  i : Id;

function size() : 0..4;
var n : 0..4;
begin
  n := 0;
  for j : Id do if pool[j] then n := n + 1; end; end;
  return n;
end;

startstate
  for j : Id do pool[j] := false; end;
  tick := 0;
  maker := TOP;
  taker := WAIT;
  undefine i;
end;

rule "maker.add" maker = TOP ==>
  assert CHECK = 1 -> (pool[tick] | size() < 2) "overflow";
  if pool[tick] | size() < 2 then
    pool[tick] := true;
    maker := GROW;
  end;
end;
rule "maker.grow" maker = TOP | maker = GROW ==> tick := (tick + 1) % 4; maker := CHECKS; end;
rule "maker.drop" maker = TOP ==> pool[0] := false; pool[tick] := false; maker := CHECKS; end;
rule "maker.shift" maker = TOP ==>
  var old : Pool;
  begin
  old := pool;
  for j : Id do pool[(j + 1) % 4] := old[j] & j != tick; end;
  maker := CHECKS;
end;
rule "maker.check" maker = CHECKS ==>
  if size() = 2 & !pool[3] then maker := CHOOSE; else maker := TOP; end;
end;
rule "maker.less" maker = CHOOSE ==> pool[1] := false; maker := AGAIN; end;
rule "maker.wait" maker = CHOOSE & pool[3] ==> maker := AGAIN; end;
rule "maker.again" maker = CHOOSE | maker = AGAIN ==> maker := TOP; end;

rule "taker.wait" taker = WAIT & pool[1] ==> taker := PICK; end;
ruleset j : Id do
  rule "taker.pick" taker = PICK & pool[j] & j > 0 ==> i := j; taker := SWAP; end;
end;
rule "taker.swap" taker = SWAP & (!pool[i] | tick = 2) ==>
  for j : Id do pool[j] := j = i | j = 3; end;
  undefine i;
  taker := WAIT;
end;

invariant "not_full" CHECK = 2 -> !(pool[0] & pool[3] & !pool[1] & !pool[2]);
invariant "not both" CHECK = 3 -> !(pool[2] & pool[3] & !pool[0] & !pool[1] & tick = 1);
