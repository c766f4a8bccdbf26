-- German's cache protocol, for Rumur: the steps and invariants of models/german/german.pspec,
-- variant protocol. One rule an action; an access to client while it is undefined never happens.
const
  NODES : @NODES@;
  LAST : 1;
type
  Node : scalarset(NODES);
  Data : 0..LAST;
  Copy : enum {INVALID, SHARED, EXCLUSIVE};
  Request : enum {QUIET, WANT_SHARED, WANT_EXCLUSIVE};
  Reply : enum {EMPTY, INVALIDATE, GRANT_SHARED, GRANT_EXCLUSIVE};
var
  request : array [Node] of Request;
  reply : array [Node] of Reply;
  reply_data : array [Node] of Data;
  ack : array [Node] of boolean;
  ack_data : array [Node] of Data;
  copy : array [Node] of Copy;
  data : array [Node] of Data;
  sharers : array [Node] of boolean;
  to_cancel : array [Node] of boolean;
  exclusively : boolean;
  command : Request;
  client : Node;
  memory : Data;
  latest : Data;

ruleset d : Data do
  startstate
    for i : Node do
      request[i] := QUIET;
      reply[i] := EMPTY;
      reply_data[i] := 0;
      ack[i] := false;
      ack_data[i] := 0;
      copy[i] := INVALID;
      data[i] := 0;
      sharers[i] := false;
      to_cancel[i] := false;
    end;
    exclusively := false;
    command := QUIET;
    undefine client;
    memory := d;
    latest := d;
  end;
end;

ruleset i : Node; d : Data do
  rule "store" copy[i] = EXCLUSIVE ==> data[i] := d; latest := d; end;
end;

ruleset i : Node do
  rule "ask_shared" request[i] = QUIET & copy[i] = INVALID ==> request[i] := WANT_SHARED; end;

  rule "ask_exclusive" request[i] = QUIET & copy[i] != EXCLUSIVE ==>
    request[i] := WANT_EXCLUSIVE;
  end;

  rule "send_ack" reply[i] = INVALIDATE & !ack[i] ==>
    reply[i] := EMPTY;
    ack[i] := true;
    if copy[i] = EXCLUSIVE then ack_data[i] := data[i]; end;
    copy[i] := INVALID;
    data[i] := 0;
  end;

  rule "take_shared" reply[i] = GRANT_SHARED ==>
    copy[i] := SHARED;
    data[i] := reply_data[i];
    reply[i] := EMPTY;
    reply_data[i] := 0;
  end;

  rule "take_exclusive" reply[i] = GRANT_EXCLUSIVE ==>
    copy[i] := EXCLUSIVE;
    data[i] := reply_data[i];
    reply[i] := EMPTY;
    reply_data[i] := 0;
  end;

  rule "accept" command = QUIET & request[i] != QUIET ==>
    command := request[i];
    client := i;
    request[i] := QUIET;
    for j : Node do to_cancel[j] := sharers[j]; end;
  end;

  rule "send_invalidate"
    reply[i] = EMPTY & to_cancel[i] &
    (command = WANT_EXCLUSIVE | command = WANT_SHARED & exclusively) ==>
    reply[i] := INVALIDATE;
    to_cancel[i] := false;
  end;

  rule "take_ack" ack[i] & command != QUIET ==>
    ack[i] := false;
    sharers[i] := false;
    if exclusively then
      exclusively := false;
      memory := ack_data[i];
    end;
    ack_data[i] := 0;
  end;

  rule "grant_shared"
    command = WANT_SHARED & client = i & reply[i] = EMPTY & !exclusively ==>
    reply[i] := GRANT_SHARED;
    reply_data[i] := memory;
    sharers[i] := true;
    command := QUIET;
    undefine client;
  end;

  rule "grant_exclusive"
    command = WANT_EXCLUSIVE & client = i & reply[i] = EMPTY & !exclusively &
    !exists j : Node do sharers[j] end ==>
    reply[i] := GRANT_EXCLUSIVE;
    reply_data[i] := memory;
    sharers[i] := true;
    exclusively := true;
    command := QUIET;
    undefine client;
  end;
end;

invariant "control" forall i : Node do forall j : Node do
  i != j & copy[i] = EXCLUSIVE -> copy[j] = INVALID
end end;
invariant "coherent"
  (!exclusively -> memory = latest) &
  forall i : Node do copy[i] != INVALID -> data[i] = latest end;
