-- Mirrors models/seqlock/seqlock.pspec, for Rumur. Written by hand, one rule a step.
--   @MAXSEQ@, @READERS@  the configs
--   @NO_RETRY@           0: variant good, 1: variant bad (read once)
--   @CHECK@              0: no property, 1: the assert of reader.use
-- The copies s, x and y of a reader live to the end of its turn, then they are cleared.
-- A failing assert is a transition without successor: a rule that changes nothing.
const
  MAXSEQ : @MAXSEQ@;
  READERS : @READERS@;
  NO_RETRY : @NO_RETRY@;
  CHECK : @CHECK@;
type
  Rd : scalarset(READERS);
  Writer : enum {W_TEST, W_BEGIN, W_WA, W_WB, W_END, W_DONE};
  Reader : enum {R_BEGIN, R_RA, R_RB, R_RETRY, R_USE};
var
  count : 0..MAXSEQ;
  a : 0..3;
  b : 0..3;
  writer : Writer;
  reader : array [Rd] of Reader;
  s : array [Rd] of 0..MAXSEQ;
  x : array [Rd] of 0..3;
  y : array [Rd] of 0..3;

procedure leave(r : Rd);
begin
  s[r] := 0;
  x[r] := 0;
  y[r] := 0;
  reader[r] := R_BEGIN;
end;

startstate
  count := 0;
  a := 0;
  b := 0;
  writer := W_TEST;
  for r : Rd do
    leave(r);
  end;
end;

rule "writer.while" writer = W_TEST ==>
  if count + 2 <= MAXSEQ then writer := W_BEGIN; else writer := W_DONE; end;
end;
rule "writer.begin" writer = W_BEGIN ==> count := count + 1; writer := W_WA; end;
rule "writer.wa" writer = W_WA ==> a := (a + 1) % 4; writer := W_WB; end;
rule "writer.wb" writer = W_WB ==> b := (b + 1) % 4; writer := W_END; end;
rule "writer.end" writer = W_END ==> count := count + 1; writer := W_TEST; end;

ruleset r : Rd do
  rule "reader.begin" reader[r] = R_BEGIN & count % 2 = 0 ==>
    s[r] := count;
    reader[r] := R_RA;
  end;
  rule "reader.ra" reader[r] = R_RA ==> x[r] := a; reader[r] := R_RB; end;
  rule "reader.rb" reader[r] = R_RB ==>
    y[r] := b;
    if NO_RETRY = 1 then reader[r] := R_USE; else reader[r] := R_RETRY; end;
  end;
  rule "reader.retry" reader[r] = R_RETRY ==>
    if count != s[r] then leave(r); else reader[r] := R_USE; end;
  end;
  rule "reader.use" reader[r] = R_USE ==>
    assert CHECK = 1 -> x[r] = y[r] "torn read";
    if x[r] = y[r] then leave(r); end;
  end;
end;
