# shellcheck shell=bash
# One certificate authority per checkout, and server certificates for the registries' addresses.

CA_DIR=$SLUICE_HERE/certs
CA_FILE=$CA_DIR/intermediate-ca.crt

ensure_ca() {
  [[ ! -s $CA_FILE ]] || return 0
  apt_ensure openssl=openssl
  (
    umask 077
    mkdir -p "$CA_DIR"
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=Sluice development CA $SLUICE_INSTANCE" \
      -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
      -keyout "$CA_DIR/ca.key" -out "$CA_FILE.new" 2>"$SLUICE_LOGS/openssl.log"
  ) || fail_with_log "$SLUICE_LOGS/openssl.log" "the development CA could not be made in '$CA_DIR'."
  chmod 0755 "$CA_DIR"
  chmod 0644 "$CA_FILE.new"
  mv "$CA_FILE.new" "$CA_FILE"
}

# server_certificate DIRECTORY IP: domain.crt and domain.key for that address, for loopback and for localhost.
server_certificate() {
  local dir=$1 ip=$2
  if [[ -s $dir/domain.crt ]] && openssl verify -CAfile "$CA_FILE" -verify_ip "$ip" "$dir/domain.crt" >/dev/null 2>&1; then
    return
  fi
  (
    umask 077
    mkdir -p "$dir"
    openssl req -newkey rsa:2048 -nodes -subj "/CN=$ip" -keyout "$dir/domain.key" -out "$dir/domain.csr"
    openssl x509 -req -in "$dir/domain.csr" -CA "$CA_FILE" -CAkey "$CA_DIR/ca.key" -CAcreateserial -days 825 -out "$dir/domain.crt" \
      -extfile <(printf 'subjectAltName=IP:%s,IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth\n' "$ip")
  ) 2>"$SLUICE_LOGS/openssl.log" || fail_with_log "$SLUICE_LOGS/openssl.log" "no certificate for '$ip' could be made in '$dir'."
}
