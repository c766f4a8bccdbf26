-- Mirrors models/readers-writer/readers_writer.pspec, for Rumur. Written by hand, one rule a step.
--   @READERS@, @WRITERS@  the configs
--   @UNGUARDED@           0: variant good, 1: variant broken (no mutex on the way in)
--   @CHECK@               0: no property, 1: alone
-- FIRST and LAST are the tests of the count, steps of their own; OPEN and CLOSE are the calls behind them.
const
  READERS : @READERS@;
  WRITERS : @WRITERS@;
  UNGUARDED : @UNGUARDED@;
  CHECK : @CHECK@;
type
  Reader : scalarset(READERS);
  Writer : scalarset(WRITERS);
  RPlace : enum {ENTER, ARRIVE, FIRST, OPEN, INSIDE, READ, EXIT, DEPART, LAST, CLOSE, GONE};
  WPlace : enum {W_ENTER, W_WRITE, W_LEAVE};
var
  mutex : boolean;
  resource : boolean;
  readers : 0..READERS;
  reader : array [Reader] of RPlace;
  writer : array [Writer] of WPlace;

function begins() : RPlace;
begin
  if UNGUARDED = 1 then return ARRIVE; else return ENTER; end;
end;

function opened() : RPlace;
begin
  if UNGUARDED = 1 then return READ; else return INSIDE; end;
end;

startstate
  mutex := false;
  resource := false;
  readers := 0;
  for r : Reader do reader[r] := begins(); end;
  for w : Writer do writer[w] := W_ENTER; end;
end;

ruleset r : Reader do
  rule "enter" reader[r] = ENTER & !mutex ==> mutex := true; reader[r] := ARRIVE; end;
  rule "arrive" reader[r] = ARRIVE ==> readers := readers + 1; reader[r] := FIRST; end;
  rule "first" reader[r] = FIRST ==> if readers = 1 then reader[r] := OPEN; else reader[r] := opened(); end; end;
  rule "open" reader[r] = OPEN & !resource ==> resource := true; reader[r] := opened(); end;
  rule "inside" reader[r] = INSIDE ==> mutex := false; reader[r] := READ; end;
  rule "read" reader[r] = READ ==> reader[r] := EXIT; end;
  rule "exit" reader[r] = EXIT & !mutex ==> mutex := true; reader[r] := DEPART; end;
  rule "depart" reader[r] = DEPART ==> readers := readers - 1; reader[r] := LAST; end;
  rule "last" reader[r] = LAST ==> if readers = 0 then reader[r] := CLOSE; else reader[r] := GONE; end; end;
  rule "close" reader[r] = CLOSE ==> resource := false; reader[r] := GONE; end;
  rule "gone" reader[r] = GONE ==> mutex := false; reader[r] := begins(); end;
end;

ruleset w : Writer do
  rule "enter" writer[w] = W_ENTER & !resource ==> resource := true; writer[w] := W_WRITE; end;
  rule "write" writer[w] = W_WRITE ==> writer[w] := W_LEAVE; end;
  rule "leave" writer[w] = W_LEAVE ==> resource := false; writer[w] := W_ENTER; end;
end;

invariant "alone" CHECK = 1 ->
  forall w : Writer do writer[w] = W_WRITE ->
    forall v : Writer do writer[v] = W_WRITE -> v = w end & forall r : Reader do reader[r] != READ end
  end;
