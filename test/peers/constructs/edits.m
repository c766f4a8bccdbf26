-- Mirrors edits.pspec, for Rumur. Written by hand, one rule a step.
--   @CAREFUL@, @DEADLY@  1 where that patch is in: variants first, second, third
--   @CHECK@              0: no property, 1: the assert, 2: alive
-- `k` lives from its let to the end of the turn, `old` likewise. Each of the two calls of work has places of its own.
const
  CAREFUL : @CAREFUL@;
  DEADLY : @DEADLY@;
  CHECK : @CHECK@;
type
  Mood : enum {IDLE, BUSY, DEAD};
  Place : enum {BOOT, ZERO, BEGINS, LET_K, DEEP1, TEST1, ADD1, MORE1, LET_OLD, SEEN, FINISH, DEEP2, TEST2, ADD2, MORE2, TIDY, RESTORE};
var
  mood : Mood;
  c : 0..3;
  place : Place;
  k : 0..3;
  old : 0..3;

procedure first_call();
begin
  if DEADLY = 1 then place := DEEP1; elsif CAREFUL = 1 then place := TEST1; else place := ADD1; end;
end;

procedure after_first();
begin
  if CAREFUL = 1 then place := LET_OLD; else place := FINISH; end;
end;

procedure second_call();
begin
  if DEADLY = 1 then place := DEEP2; elsif CAREFUL = 1 then place := TEST2; else place := ADD2; end;
end;

procedure turn();
begin
  undefine k;
  undefine old;
  if DEADLY = 1 then place := LET_K; else place := BEGINS; end;
end;

procedure after_second();
begin
  if CAREFUL = 1 then place := TIDY; else turn(); end;
end;

startstate
  mood := IDLE;
  c := 0;
  turn();
  if DEADLY = 1 then place := BOOT; end;
end;

rule "w.boot" place = BOOT ==> mood := DEAD; place := ZERO; end;
rule "w.zero" place = ZERO & c = 0 ==> place := LET_K; end;
rule "w.begin" place = BEGINS ==> mood := BUSY; place := LET_K; end;
rule "w.k" place = LET_K ==> k := c; first_call(); end;

rule "w.work.test" place = DEEP1 ==> if c + 1 != 1 then place := TEST1; else after_first(); end; end;
rule "w.work.test (careful)" place = TEST1 ==>
  if c != 1 then place := ADD1; elsif DEADLY = 1 then place := MORE1; else after_first(); end;
end;
rule "w.work.add" place = ADD1 ==>
  c := (c + 1) % 4;
  if DEADLY = 1 then place := MORE1; else after_first(); end;
end;
rule "w.work.more" place = MORE1 ==> c := (c + 1) % 4; after_first(); end;

rule "w.old" place = LET_OLD ==> old := c; place := SEEN; end;
rule "w.seen" place = SEEN ==>
  assert CHECK = 1 -> old = c "moved";
  if old = c then place := FINISH; end;
end;
rule "w.finish" place = FINISH & c != 3 ==> mood := IDLE; second_call(); end;

rule "w.again.test" place = DEEP2 ==> if c + 1 != k then place := TEST2; else after_second(); end; end;
rule "w.again.test (careful)" place = TEST2 ==>
  if c != k then place := ADD2; elsif DEADLY = 1 then place := MORE2; else after_second(); end;
end;
rule "w.again.add" place = ADD2 ==>
  c := (c + k) % 4;
  if DEADLY = 1 then place := MORE2; else after_second(); end;
end;
rule "w.again.more" place = MORE2 ==> c := (c + 1) % 4; after_second(); end;

rule "w.tidy" place = TIDY ==> if mood = BUSY then place := RESTORE; else turn(); end; end;
rule "w.restore" place = RESTORE ==> c := old; turn(); end;

ruleset v : 0..1 do
  rule "d.poke" mood = BUSY ==> if DEADLY = 1 & v = 1 then mood := DEAD; else c := v; end; end;
end;
rule "d.calm" mood = IDLE ==> c := 0; end;

invariant "alive" CHECK = 2 -> (mood != DEAD | c < 3);
