-- Mirrors atoms.pspec, for Rumur. Written by hand, one rule a step.
--   @CHECK@  0: no property, 1: the assert, 2: slow, 3: the cover, denied
-- `old` lives from attempt to the end of the turn; `limit` is 4; `got` is known from the place.
const
  CHECK : @CHECK@;
type
  Place : enum {ATTEMPT, BETWEEN, ZERO, RESULT, OUTER, RESET};
var
  x : 0..5;
  y : 0..3;
  place : Place;
  old : 0..5;
  fast : boolean;

procedure set_y(v : 0..3);
begin
  if CHECK = 2 & v > y + 1 then fast := true; end;
  y := v;
end;

startstate
  x := 0;
  y := 0;
  place := ATTEMPT;
  undefine old;
  fast := false;
end;

rule "t.claim.attempt, or in it" place = ATTEMPT & (y = 3 | x != 3) ==>
  if y = 3 then
    place := RESET;
  else
    set_y(y + 1);
    if x > 4 then
      x := 0;
    elsif x = 1 then
      x := 2;
      place := ZERO;
    else
      old := x;
      x := (x + 1) % 5;
      place := BETWEEN;
    end;
  end;
end;
rule "t.claim.attempt, either in it" place = ATTEMPT & y != 3 & x = 2 ==> set_y(y + 1); place := OUTER; end;
rule "t.claim.between" place = BETWEEN ==> x := (x + old) % 6; undefine old; place := ATTEMPT; end;
rule "t.claim.zero" place = ZERO ==> set_y(0); place := RESULT; end;
rule "t.claim.result" place = RESULT ==> if x = 4 then place := OUTER; else place := RESET; end; end;
rule "t.outer" place = OUTER ==>
  var z : 0..3; u : 0..5;
  begin
  z := y;
  u := x;
  if x = 3 then z := (z + 2) % 4; end;
  if x > 3 then z := (z + 5) % 4; end;
  while z > 0 & u < 2 do
    z := z - 1;
    u := u + 1;
  end;
  set_y(z);
  x := u;
  place := ATTEMPT;
end;
rule "t.reset" place = RESET ==>
  assert CHECK = 1 -> (x != 5 | y != 3) "full";
  if x != 5 | y != 3 then
    x := 0;
    set_y(0);
    place := ATTEMPT;
  end;
end;

rule "d.push" x < 3 ==>
  x := x + 1;
  if x != 2 then set_y(0); end;
end;

invariant "slow" CHECK = 2 -> !fast;
invariant "not five" CHECK = 3 -> !(x = 5 & y = 3);
