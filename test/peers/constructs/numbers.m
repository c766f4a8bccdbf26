-- Mirrors numbers.pspec, for Rumur. Written by hand, one rule a step.
--   @TOP@    the config
--   @CHECK@  0: no property, 1: division in a step, 2: range, 3: apart, 4: division in small, 5: small,
--            6: steps
-- What fails is a rule that changes nothing. Rumur divides as C does.
const
  TOP : @TOP@;
  CHECK : @CHECK@;
type
  Place : enum {TOP_OF, DOWN, SAFE};
var
  a : -3..3;
  b : -TOP..TOP;
  place : Place;

procedure set_b(v : -99..99);
begin
  assert CHECK = 2 -> (v >= -TOP & v <= TOP) "range";
  if v >= -TOP & v <= TOP then
    b := v;
    place := TOP_OF;
  end;
end;

procedure set_a(v : -99..99);
begin
  assert CHECK = 2 -> (v >= -3 & v <= 3) "range";
  assert CHECK = 6 -> (v > 3 | v - a <= 2 | b = 0 | a / b = 0) "steps";
  if v >= -3 & v <= 3 then
    a := v;
    place := TOP_OF;
  end;
end;

ruleset x : 0..2; y : -1..1 do
  startstate
    if x = 0 then a := -3; elsif x = 1 then a := 0; else a := 2; end;
    b := y;
    place := TOP_OF;
  end;
end;

rule "div" place = TOP_OF ==>
  assert CHECK = 1 -> b != 0 "division";
  if b != 0 then set_a(a / b); end;
end;
rule "rem" place = TOP_OF ==>
  assert CHECK = 1 -> b != 0 "division";
  if b != 0 then set_b(a % b); end;
end;
rule "neg" place = TOP_OF ==> set_b(-b); end;
rule "wait" place = TOP_OF & a - 1 >= -3 ==> place := DOWN; end;
rule "down" place = DOWN ==> set_a(a - 1); end;
rule "up" place = TOP_OF ==> if a < 0 then set_a(a - b); else set_a(a + b); end; end;
rule "safe" place = TOP_OF & ((b != 0 & a % b = 0) | a = 3) ==> place := SAFE; end;
rule "b" place = SAFE ==>
  if b = 0 then set_b(1); else set_b(a / b - b); end;
end;
rule "count" place = TOP_OF ==>
  if a > b then set_b(0 - 2 * a / 3); else set_b(b - a + 1 - 2 * a / 3); end;
end;

invariant "apart" CHECK = 3 -> (a != 3 | b != -2);
invariant "division in small" CHECK = 4 -> (a > 2 | b != 0);
invariant "small" CHECK = 5 -> (a > 2 | b = 0 | a / b < 3);
