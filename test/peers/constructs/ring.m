-- Mirrors ring.pspec, for Rumur. Written by hand, one rule a step.
--   @PAGES@  the config
--   @CHECK@  0: no property, 1: underflow, 2: distinct, 3: cool, 4: the cover, denied
-- `p` lives through a turn, `todo` is what the loop has still to visit. Slots beyond the lengths are undefined.
const
  PAGES : @PAGES@;
  CHECK : @CHECK@;
type
  Page : scalarset(PAGES);
  Slot : 0..PAGES - 1;
  Mode : enum {CALM, BUSY, FULL};
  Place : enum {SHOT, TEST, COOL, CHECKS, CUT, KEEP, EMPTY, MATCH, IDLE, HOT, MODE, ALL};
var
  lru : array [Slot] of Page;
  len : 0..PAGES;
  hot : array [Page] of boolean;
  mode : Mode;
  place : Place;
  p : Page;
  todo : array [Slot] of Page;
  left : 0..PAGES;

procedure finish();
begin
  for i : Slot do undefine todo[i]; end;
  left := 0;
  undefine p;
  place := MATCH;
end;

procedure turn();
begin
  if left = 0 then
    finish();
  else
    p := todo[0];
    for i : Slot do
      if i + 1 < left then todo[i] := todo[i + 1]; else undefine todo[i]; end;
    end;
    left := left - 1;
    place := TEST;
  end;
end;

procedure used(q : Page; known : boolean);
begin
  if !known then
    lru[len] := q;
    len := len + 1;
  else
    hot[q] := true;
    if forall r : Page do hot[r] end then mode := FULL; end;
  end;
end;

ruleset q : Page do
  startstate
    for i : Slot do undefine lru[i]; end;
    lru[0] := q;
    len := 1;
    for r : Page do hot[r] := false; end;
    mode := CALM;
    finish();
    place := SHOT;
  end;
end;

rule "scanner.shot" place = SHOT ==>
  for i : Slot do
    if i < len then todo[i] := lru[i]; end;
  end;
  left := len;
  turn();
end;
rule "scanner.test" place = TEST ==> if hot[p] then place := COOL; else place := CHECKS; end; end;
rule "scanner.cool" place = COOL ==> hot[p] := false; turn(); end;
rule "scanner.shrink.check" place = CHECKS ==>
  assert CHECK = 1 -> len > 0 "underflow";
  if len > 0 then
    if lru[0] = p then place := CUT; else place := KEEP; end;
  end;
end;
rule "scanner.shrink.cut" place = CUT ==>
  for i : Slot do
    if i + 1 < len then lru[i] := lru[i + 1]; else undefine lru[i]; end;
  end;
  len := len - 1;
  place := EMPTY;
end;
rule "scanner.shrink.keep" place = KEEP ==> hot[lru[len - 1]] := true; place := EMPTY; end;
rule "scanner.empty" place = EMPTY ==> if len = 0 then finish(); else turn(); end; end;
rule "scanner.match" place = MATCH ==>
  if mode = CALM then place := IDLE; elsif mode = BUSY then place := HOT; else place := ALL; end;
end;
rule "scanner.idle" place = IDLE ==> place := SHOT; end;
rule "scanner.hot" place = HOT ==>
  for q : Page do hot[q] := false; end;
  place := MODE;
end;
rule "scanner.mode" place = MODE ==> mode := CALM; place := SHOT; end;
rule "scanner.all" place = ALL ==>
  for q : Page do hot[q] := false; end;
  if len > 1 then mode := BUSY; else mode := CALM; end;
  place := SHOT;
end;

ruleset q : Page do
  rule "user.use" true ==> used(q, exists i : Slot do i < len & lru[i] = q end); end;
end;
rule "user.swap" len > 1 & mode = BUSY ==>
  var one : Page;
  begin
  one := lru[0];
  lru[0] := lru[1];
  lru[1] := one;
  mode := CALM;
end;

invariant "distinct" CHECK = 2 ->
  forall i : Slot do forall j : Slot do i = j | i >= len | j >= len | lru[i] != lru[j] end end;
invariant "cool" CHECK = 3 -> (len > 0 | exists q : Page do !hot[q] end);
invariant "not swapped" CHECK = 4 -> !(mode = BUSY & len = 1 & !hot[lru[0]]);
