-- Mirrors rounds.pspec, for Rumur. Written by hand, one rule a step.
--   @CHECK@  0: no property, 1: range of use, 2: deadlock (by the checker's own), 3: small_falls, 4: the cover, denied
-- The elements still to come are a part of the state, not those that were: `i` and `c` say it all; `k` has `more` behind it.
const
  CHECK : @CHECK@;
type
  Col : enum {RED, GREEN, BLUE};
  Adder : enum {A_ADD, A_STOP, A_MARK, A_FOR, A_LOOK, A_DROP, A_LAST, A_DONE};
  User : enum {U_ROUND, U_GATE, U_USE, U_SET, U_CUT};
var
  x : 0..5;
  seen : array [Col] of boolean;
  todo : array [0..1] of 0..2;
  len : 0..2;
  adder : Adder;
  i : 0..2;
  c : Col;
  after_c : array [Col] of boolean;
  user : User;
  k : 0..2;
  more : 0..2;
  fell : boolean;

procedure set_x(v : 0..5);
begin
  if CHECK = 3 & x > 2 & v < x & v + 1 < x then fell := true; end;
  x := v;
end;

-- The next member of `seen` as it was when the loop began, or the end of the loop.
procedure next_c();
begin
  if after_c[RED] then c := RED; after_c[RED] := false; adder := A_LOOK;
  elsif after_c[GREEN] then c := GREEN; after_c[GREEN] := false; adder := A_LOOK;
  elsif after_c[BLUE] then c := BLUE; after_c[BLUE] := false; adder := A_LOOK;
  else undefine c; adder := A_LAST; end;
end;

procedure next_k();
begin
  k := 0;
  if !isundefined(more) then k := more; undefine more; end;
  if k = 0 then undefine k; user := U_ROUND; else user := U_GATE; end;
end;

startstate
  x := 0;
  for d : Col do seen[d] := false; after_c[d] := false; end;
  todo[0] := 1;
  todo[1] := 2;
  len := 2;
  adder := A_ADD;
  i := 0;
  undefine c;
  user := U_ROUND;
  undefine k;
  undefine more;
  fell := false;
end;

rule "adder.add" adder = A_ADD ==> set_x((x + i + 1) % 6); adder := A_STOP; end;
rule "adder.stop" adder = A_STOP ==>
  if x = 4 | i = 2 then
    undefine i;
    c := RED;
    adder := A_MARK;
  else
    i := 2;
    adder := A_ADD;
  end;
end;
rule "adder.mark" adder = A_MARK ==>
  seen[c] := true;
  if c = RED then
    c := BLUE;
  else
    undefine c;
    adder := A_FOR;
  end;
end;
rule "adder.for" adder = A_FOR ==>
  for d : Col do after_c[d] := seen[d]; end;
  next_c();
end;
rule "adder.look" adder = A_LOOK ==>
  if c = RED then
    adder := A_DROP;
  else
    undefine c;
    for d : Col do after_c[d] := false; end;
    adder := A_LAST;
  end;
end;
rule "adder.drop" adder = A_DROP ==> seen[BLUE] := false; seen[GREEN] := false; next_c(); end;
rule "adder.last" adder = A_LAST ==> set_x(0); adder := A_DONE; end;

rule "user.round" user = U_ROUND ==>
  if len = 2 then more := todo[1]; end;
  k := todo[0];
  if k = 0 then next_k(); else user := U_GATE; end;
end;
rule "user.gate" user = U_GATE & (x > k | forall d : Col do !seen[d] end) ==> user := U_USE; end;
rule "user.use" user = U_USE ==>
  assert CHECK = 1 -> x > 0 "range";
  if x > 0 then
    set_x(x - 1);
    if k = 2 then user := U_SET; else user := U_CUT; end;
  end;
end;
rule "user.set" user = U_SET ==> todo[0] := x % 3; todo[1] := 2; len := 2; next_k(); end;
rule "user.cut" user = U_CUT ==> todo[0] := todo[len - 1]; todo[1] := 0; len := 1; next_k(); end;

invariant "small_falls" CHECK = 3 -> !fell;
invariant "not lone" CHECK = 4 -> !(len = 1 & seen[RED] & !seen[GREEN] & !seen[BLUE]);
