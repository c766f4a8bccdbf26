-- Mirrors models/philosophers/philosophers.pspec, for Rumur. Written by hand, one rule a step.
--   @SEATS@   the config
--   @ORDER@   1: variant ordered (the lower number first)
--   @BUTLER@  1: variant limited (one seat stays empty); both 0: variant naive
--   @CHECK@   0: no property, 1: apart
-- The parameter `fork` of take is known from the place and needs no variable.
const
  SEATS : @SEATS@;
  TOP : @SEATS@ - 1;
  ORDER : @ORDER@;
  BUTLER : @BUTLER@;
  CHECK : @CHECK@;
type
  Seat : 0..TOP;
  Place : enum {SIT, FIRST, SECOND, EAT, PUT_SECOND, PUT_FIRST, RISE};
var
  held : array [Seat] of boolean;
  seated : 0..TOP;
  at : array [Seat] of Place;

function one(i : Seat) : Seat;
begin
  if ORDER = 1 & i = TOP then return 0; else return i; end;
end;

function two(i : Seat) : Seat;
begin
  if ORDER = 1 & i = TOP then return i; else return (i + 1) % SEATS; end;
end;

function begins() : Place;
begin
  if BUTLER = 1 then return SIT; else return FIRST; end;
end;

startstate
  for i : Seat do
    held[i] := false;
    at[i] := begins();
  end;
  seated := 0;
end;

ruleset i : Seat do
  rule "sit" at[i] = SIT & seated < TOP ==> seated := seated + 1; at[i] := FIRST; end;
  rule "first.wait" at[i] = FIRST & !held[one(i)] ==> held[one(i)] := true; at[i] := SECOND; end;
  rule "second.wait" at[i] = SECOND & !held[two(i)] ==> held[two(i)] := true; at[i] := EAT; end;
  rule "eat" at[i] = EAT ==> at[i] := PUT_SECOND; end;
  rule "put_second" at[i] = PUT_SECOND ==> held[two(i)] := false; at[i] := PUT_FIRST; end;
  rule "put_first" at[i] = PUT_FIRST ==>
    held[one(i)] := false;
    if BUTLER = 1 then at[i] := RISE; else at[i] := FIRST; end;
  end;
  rule "rise" at[i] = RISE ==> seated := seated - 1; at[i] := SIT; end;
end;

invariant "apart" CHECK = 1 -> forall i : Seat do !(at[i] = EAT & at[(i + 1) % SEATS] = EAT) end;
