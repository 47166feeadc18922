# shellcheck shell=bash
# What a site gives Zuul in Gerrit: an account, a label to vote with, and rights. Run once, on the template.

provision_gerrit() {
  gerrit_rest PUT accounts/zuul "$(jq --null-input --rawfile key "$GERRIT_KEYS/zuul-key.pub" --rawfile password "$GERRIT_KEYS/zuul-password" \
    '{name: "Zuul", email: "zuul@example.com", ssh_key: $key, http_password: $password, groups: ["Service Users"]}')" >/dev/null
  gerrit_rest PUT groups/Zuul '{"description": "What gates changes", "members": ["zuul"]}' >/dev/null
  gerrit_rest PUT projects/All-Projects/labels/Verified '{"commit_message": "Add the label that Zuul votes with", "default_value": 0, "function": "NoBlock",
    "values": {"-2": "Failed at the gate", "-1": "Failed", " 0": "Not tested", "+1": "Works", "+2": "Passed the gate"}}' >/dev/null
  gerrit_rest PUT projects/All-Projects/submit_requirements/Verified \
    '{"name": "Verified", "submittability_expression": "label:Verified=MAX AND -label:Verified=MIN", "allow_override_in_child_projects": true}' >/dev/null
  grant_rights
}

grant_rights() {
  local zuul admins
  zuul=$(gerrit_rest GET groups/Zuul | jq --raw-output .id)
  admins=$(gerrit_rest GET groups/Administrators | jq --raw-output .id)
  gerrit_rest POST projects/All-Projects/access "$(jq --null-input --arg zuul "$zuul" --arg admins "$admins" '
    def allow: {action: "ALLOW"};
    def rule($group): {rules: {($group): allow}};
    def both: {rules: {($zuul): allow, ($admins): allow}};
    def votes($groups; $max): {rules: ($groups | map({(.): (allow + {min: -$max, max: $max})}) | add)};
    {message: "Let Zuul read, vote, push and submit", add: {
      GLOBAL_CAPABILITIES: {permissions: {streamEvents: rule($zuul), priority: {rules: {($zuul): {action: "BATCH"}}}, viewAllAccounts: rule($zuul)}},
      "refs/*": {permissions: {read: rule($zuul)}},
      "refs/heads/*": {permissions: {
        "label-Verified": (votes([$zuul, $admins]; 2) + {label: "Verified"}),
        "label-Code-Review": (votes([$zuul, $admins]; 2) + {label: "Code-Review"}),
        submit: both, push: both, create: both, forgeCommitter: both, forgeAuthor: both}},
      "refs/tags/*": {permissions: {create: rule($zuul), createTag: rule($zuul)}}
    }}')" >/dev/null
}

# The template's passwords are known to every checkout of this machine; a Gerrit that stays up gets its own.
rotate_gerrit_secrets() {
  local user keys=$SLUICE_SECRETS
  rm -f "$keys/gerrit-ssh-key" "$keys/gerrit-ssh-key.pub"
  ssh-keygen -q -t ecdsa -b 256 -N '' -C zuul -f "$keys/gerrit-ssh-key"
  chmod 0600 "$keys/gerrit-ssh-key"
  cp "$GERRIT_KEYS/host-key.pub" "$keys/gerrit-host-key.pub"
  curl_key=$(curl --silent --show-error --fail --netrc-file "$GERRIT_KEYS/netrc-admin" --request POST --header 'Content-Type: text/plain' \
    --data-binary "@$keys/gerrit-ssh-key.pub" "$GERRIT_URL/a/accounts/zuul/sshkeys") || fail "Gerrit refused zuul's new SSH key: ${curl_key:-}"
  gerrit_rest DELETE accounts/zuul/sshkeys/1 >/dev/null
  secret_file gerrit-admin-password >/dev/null
  secret_file gerrit-password >/dev/null
  for user in zuul admin; do
    local file=$keys/gerrit-password
    [[ $user == zuul ]] || file=$keys/gerrit-admin-password
    gerrit_rest PUT "accounts/$user/password.http" "$(jq --null-input --rawfile password "$file" '{http_password: $password}')" >/dev/null
    (umask 077 && cp "$file" "$GERRIT_KEYS/$user-password")
  done
  (umask 077 && cp "$keys/gerrit-ssh-key" "$GERRIT_KEYS/zuul-key" && cp "$keys/gerrit-ssh-key.pub" "$GERRIT_KEYS/zuul-key.pub")
  gerrit_use "$GERRIT_URL" "$GERRIT_KEYS"
  touch "$GERRIT_KEYS/own-secrets"
}
