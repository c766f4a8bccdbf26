-- Mirrors families.pspec, for Rumur. Written by hand, one rule a step.
--   @CORES@, @PAGES@  the configs
--   @CHECK@            0: no property, 1: apart, 2: done, denied, 3: waits, denied
-- The assumption is about what init has made: c has level 0, and where it is the only core it is busy.
-- `p` of give is bound to the end of the thread.
const
  CORES : @CORES@;
  PAGES : @PAGES@;
  CHECK : @CHECK@;
type
  Core : scalarset(CORES);
  Page : scalarset(PAGES);
  Half : 0..1;
  Place : enum {GIVE, WAIT, TAKE, QUIET, LEVEL, DONE};
var
  map : array [Core] of Page;
  boot : Page;
  level : array [Core] of 0..1;
  cached : array [Core] of array [Page] of boolean;
  busy : array [Core] of boolean;
  place : array [Core] of array [Half] of Place;
  given : array [Core] of array [Half] of Page;

-- c has level 0; others have any level. With one core, it must be busy.
ruleset c : Core; p : Page; mine : boolean; theirs : boolean; lvl : 0..1 do
  startstate
    for d : Core do
      undefine map[d];
      level[d] := lvl;
      busy[d] := theirs;
      for q : Page do cached[d][q] := false; end;
      for h : Half do
        place[d][h] := GIVE;
        undefine given[d][h];
      end;
    end;
    map[c] := p;
    boot := p;
    level[c] := 0;
    busy[c] := CORES = 1 | mine;
  end;
end;

ruleset c : Core; p : Page do
  rule "tlb.fill" !isundefined(map[c]) & map[c] = p & !busy[c] ==> cached[c][p] := true; busy[c] := true; end;
end;
ruleset c : Core do
  rule "tlb.relax" busy[c] ==> busy[c] := false; end;
end;

ruleset c : Core; half : Half do
  ruleset p : Page do
    rule "cpu.give" place[c][half] = GIVE & (isundefined(map[c]) | half = 1) & (boot != p | half = 0) ==>
      map[c] := p;
      given[c][half] := p;
      place[c][half] := WAIT;
    end;
  end;
  rule "cpu.wait" place[c][half] = WAIT & !busy[c] ==>
    if half = 1 then place[c][half] := TAKE; else place[c][half] := QUIET; end;
  end;
  rule "cpu.clear" place[c][half] = TAKE ==>
    undefine map[c];
    undefine given[c][half];
    place[c][half] := DONE;
  end;
  rule "cpu.quiet" place[c][half] = QUIET
      & forall d : Core do isundefined(map[d]) | d = c | !cached[d][map[d]] end ==>
    place[c][half] := LEVEL;
  end;
  rule "cpu.level" place[c][half] = LEVEL ==>
    level[c] := 1 - level[c];
    undefine given[c][half];
    place[c][half] := DONE;
  end;
end;

invariant "apart" CHECK = 1 ->
  ((exists c : Core do level[c] = 1 end) | (exists p : Page do forall c : Core do !cached[c][p] end end));
invariant "not done" CHECK = 2 -> !forall c : Core do place[c][0] = DONE end;
invariant "not waits" CHECK = 3 -> !exists c : Core do place[c][0] = QUIET & place[c][1] = TAKE end;
