-- Mirrors entry.pspec, for Rumur. Written by hand, one rule a step.
--   @CHECK@  0: no property, 1: kept, 2: called
-- n and of are bound by the first step inside choose and cleared on the way out, so at a call they are not bound. A branch that
-- turns out to be without a step (the last, and the loop over nothing) offers the step behind the call: twice where both do.
const
  CHECK : @CHECK@;
type
  Page : scalarset(2);
  Place : enum {WAIT, CALL, MINE, EACH, AFTER};
  Who : enum {T, U};
  Pages : array [Page] of boolean;
var
  a : 0..2;
  s : Pages;
  owner : Page;
  place : array [Who] of Place;
  n : array [Who] of 0..2;
  given : array [Who] of Pages;
  todo : array [Who] of Pages;
  chosen : array [Who] of Page;
  o : Page;

function arg(w : Who) : 0..2;
begin
  if w = T then return a; else return (a + 1) % 3; end;
end;

function inside(w : Who; p : Page) : boolean;
begin
  return s[p] & (w = T | p != o);
end;

function nothing(w : Who) : boolean;
begin
  return forall p : Page do !inside(w, p) end;
end;

procedure bind(w : Who);
begin
  n[w] := arg(w);
  for p : Page do given[w][p] := inside(w, p); end;
end;

procedure unbind(w : Who);
begin
  undefine n[w];
  undefine chosen[w];
  for p : Page do
    given[w][p] := false;
    todo[w][p] := false;
  end;
  place[w] := AFTER;
end;

procedure fill(p : Page);
begin
  s[p] := true;
  a := (a + 1) % 3;
  place[T] := CALL;
end;

procedure disown();
begin
  undefine owner;
  undefine o;
  place[U] := WAIT;
end;

startstate
  a := 0;
  undefine owner;
  for p : Page do s[p] := false; end;
  for w : Who do unbind(w); end;
  place[T] := CALL;
  place[U] := WAIT;
  undefine o;
end;

ruleset w : Who do
  rule "one" place[w] = CALL ==> a := arg(w); place[w] := AFTER; end;
  ruleset p : Page do
    rule "pick" place[w] = CALL & arg(w) != 1 & inside(w, p) ==>
      bind(w);
      chosen[w] := p;
      place[w] := MINE;
    end;
    rule "each, the first" place[w] = CALL & inside(w, p) ==>
      bind(w);
      s[p] := false;
      for q : Page do todo[w][q] := given[w][q] & q != p; end;
      if exists q : Page do todo[w][q] end then place[w] := EACH; else unbind(w); end;
    end;
    rule "each" place[w] = EACH & todo[w][p] ==>
      s[p] := false;
      todo[w][p] := false;
      if !exists q : Page do todo[w][q] end then unbind(w); end;
    end;
  end;
  rule "mine" place[w] = MINE ==> owner := chosen[w]; unbind(w); end;
end;

ruleset q : Page do
  rule "t.fill" place[T] = AFTER ==> fill(q); end;
  rule "t.fill, by the empty branch" place[T] = CALL ==> fill(q); end;
  rule "t.fill, by the loop over nothing" place[T] = CALL & nothing(T) ==> fill(q); end;
end;

rule "u.wait" place[U] = WAIT & !isundefined(owner) ==> o := owner; place[U] := CALL; end;
rule "u.disown" place[U] = AFTER ==> disown(); end;
rule "u.disown, by the empty branch" place[U] = CALL ==> disown(); end;
rule "u.disown, by the loop over nothing" place[U] = CALL & nothing(U) ==> disown(); end;

invariant "kept" CHECK = 1 -> !((forall p : Page do !s[p] end) & a = 1 & place[U] = MINE);
invariant "called" CHECK = 2 ->
  place[U] = WAIT | place[U] = AFTER | (!isundefined(owner) & s[owner]);
