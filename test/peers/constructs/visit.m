-- Mirrors visit.pspec, for Rumur. Written by hand, one rule a step.
--   @PAGES@  the config
--   @CHECK@  0: no property, 1: clean_free, 2: the cover, denied
-- `p` lives through a turn of the outer loop, `todo` and `rest` are what the loops have still to visit. The transition
-- property cannot be broken: dirty loses one member at a time.
const
  PAGES : @PAGES@;
  CHECK : @CHECK@;
type
  Page : scalarset(PAGES);
  Place : enum {SWEEP, TEST, CLEAN, HITS, ZERO, OTHERS, HOLD, GATE, REFILL};
var
  dirty : array [Page] of boolean;
  held : array [Page] of boolean;
  hits : 0..2;
  place : Place;
  p : Page;
  todo : array [Page] of boolean;
  rest : array [Page] of boolean;

procedure turn();
begin
  undefine p;
  if exists q : Page do todo[q] end then place := TEST; else place := GATE; end;
end;

startstate
  for q : Page do
    dirty[q] := true;
    held[q] := false;
    todo[q] := false;
    rest[q] := false;
  end;
  hits := 0;
  place := SWEEP;
  undefine p;
end;

rule "cleaner.sweep" place = SWEEP ==>
  for q : Page do todo[q] := dirty[q]; end;
  turn();
end;
ruleset q : Page do
  rule "cleaner.test" place = TEST & todo[q] ==>
    todo[q] := false;
    if held[q] then turn(); else p := q; place := CLEAN; end;
  end;
end;
rule "cleaner.clean" place = CLEAN ==> dirty[p] := false; place := HITS; end;
rule "cleaner.hits" place = HITS ==> if hits = 2 then place := ZERO; else place := OTHERS; end; end;
rule "cleaner.zero" place = ZERO ==>
  hits := 0;
  for q : Page do todo[q] := false; end;
  turn();
end;
rule "cleaner.others" place = OTHERS ==>
  for q : Page do rest[q] := dirty[q]; end;
  if exists q : Page do rest[q] end then place := HOLD; else turn(); end;
end;
ruleset q : Page do
  rule "cleaner.hold" place = HOLD & rest[q] ==>
    rest[q] := false;
    held[q] := held[p];
    if !exists r : Page do rest[r] end then turn(); end;
  end;
end;
rule "cleaner.gate" place = GATE ==>
  if forall q : Page do !dirty[q] end then place := REFILL; else place := SWEEP; end;
end;
rule "cleaner.refill" place = REFILL ==>
  for q : Page do dirty[q] := true; end;
  place := SWEEP;
end;

ruleset q : Page do
  rule "user.touch" dirty[q] ==> held[q] := !held[q]; end;
end;
rule "user.hit" hits < 2 ==> hits := hits + 1; end;

invariant "clean_free" CHECK = 1 -> forall q : Page do dirty[q] | !held[q] end;
invariant "not all_held" CHECK = 2 -> !forall q : Page do held[q] end;
