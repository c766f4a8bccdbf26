-- Mirrors quiet.pspec, for Rumur. Written by hand, one rule a step.
--   @WATCHED@  0: variant blind, 1: variant watched, where what reads or writes `i` is a step of its own
--   @CHECK@    0: no property, 1: top, denied, 2: less, 3: the assert
-- v lives from load to the end of the turn, w in its block. `start` is n + 1 from the first step on that binds it, and the
-- place tells whether it is bound. `k` is what the last loop is at, when its turns are steps.
const
  WATCHED : @WATCHED@;
  CHECK : @CHECK@;
type
  Id : 0..1;
  Place : enum {START, LOAD, W, TEST, ZERO, NEXT, CLAIM, MARK, STORE, TURN, LAST, ONE, OTHER};
var
  x : 0..5;
  i : array [Id] of 0..3;
  j : array [Id] of 0..9;
  place : array [Id] of Place;
  v : array [Id] of 0..5;
  k : array [Id] of 0..2;

procedure top(n : Id);
begin
  undefine v[n];
  place[n] := LOAD;
end;

-- Behind the assert, which is silent where nobody looks at i.
procedure mark_or_store(n : Id);
begin
  if v[n] > j[n] then place[n] := MARK; else place[n] := STORE; end;
end;

-- Behind `if j == 3 ... else if j == 2`; a failing assert has its rules below.
procedure claim(n : Id);
begin
  if WATCHED = 1 then place[n] := CLAIM; else mark_or_store(n); end;
end;

procedure turn(n : Id; first : 0..3);
begin
  if first > 2 | first = j[n] then
    undefine k[n];
    place[n] := LAST;
  else
    k[n] := first;
    place[n] := TURN;
  end;
end;

function fails(n : Id; vv : 0..5; ii : 0..3) : boolean;
begin
  return vv + ii >= 8;
end;

startstate
  x := 0;
  for n : Id do
    i[n] := n;
    if WATCHED = 1 then
      j[n] := 0;
      place[n] := START;
    else
      j[n] := n + 1;
      place[n] := LOAD;
    end;
    undefine v[n];
    undefine k[n];
  end;
end;

ruleset n : Id do
  -- let start = i + 1; the loop behind it is silent.
  rule "a.start" place[n] = START ==> j[n] := i[n] + 1; place[n] := LOAD; end;

  rule "a.load" place[n] = LOAD ==>
    var jj : 0..3; ii : 0..3;
    begin
    if WATCHED = 1 then
      v[n] := x;
      place[n] := W;
    else
      jj := (x + i[n]) % 4;
      ii := i[n];
      if jj = 2 then ii := (ii + 1) % 4; end;
      assert CHECK = 3 -> (jj = 3 | !fails(n, x, ii)) "too much";
      if jj = 3 then
        j[n] := jj;
        i[n] := 0;
        top(n);
      elsif !fails(n, x, ii) then
        v[n] := x;
        j[n] := jj;
        i[n] := ii;
        mark_or_store(n);
      end;
    end;
  end;
  -- let w = v + i; j = w % 4; and the tests of j are silent behind it.
  rule "a.w" place[n] = W ==>
    j[n] := (v[n] + i[n]) % 4;
    if j[n] = 3 then place[n] := ZERO;
    elsif j[n] = 2 then place[n] := NEXT;
    else claim(n); end;
  end;
  rule "a.zero" place[n] = ZERO ==> i[n] := 0; top(n); end;
  rule "a.next" place[n] = NEXT ==> i[n] := (i[n] + 1) % 4; claim(n); end;
  rule "a.claim" place[n] = CLAIM ==>
    assert CHECK = 3 -> !fails(n, v[n], i[n]) "too much";
    if !fails(n, v[n], i[n]) then mark_or_store(n); end;
  end;
  rule "a.mark" place[n] = MARK ==> place[n] := STORE; end;
  rule "a.store" place[n] = STORE ==>
    x := (v[n] + j[n]) % 6;
    if WATCHED = 1 then
      turn(n, 0);
    else
      for m : 0..2 do if m < j[n] then i[n] := m; end; end;
      place[n] := LAST;
    end;
  end;
  rule "a.turn" place[n] = TURN ==> i[n] := k[n]; turn(n, k[n] + 1); end;

  -- The either: its empty branch offers load, in which v is bound anew.
  rule "a.load (empty branch)" place[n] = LAST ==>
    var jj : 0..3; ii : 0..3;
    begin
    if WATCHED = 1 then
      v[n] := x;
      place[n] := W;
    else
      jj := (x + i[n]) % 4;
      ii := i[n];
      if jj = 2 then ii := (ii + 1) % 4; end;
      assert CHECK = 3 -> (jj = 3 | !fails(n, x, ii)) "too much";
      if jj = 3 then
        j[n] := jj;
        i[n] := 0;
        top(n);
      elsif !fails(n, x, ii) then
        v[n] := x;
        j[n] := jj;
        i[n] := ii;
        mark_or_store(n);
      end;
    end;
  end;
  rule "a.one" place[n] = LAST & WATCHED = 1 ==> i[n] := 1; place[n] := OTHER; end;
  rule "a.other" (place[n] = LAST & WATCHED = 0) | place[n] = OTHER ==>
    i[n] := 1;
    x := 1;
    top(n);
  end;
end;

invariant "not top" CHECK = 1 -> forall n : Id do i[n] != 3 end;
invariant "less" CHECK = 2 -> !(x = 4 & i[0] = 2);
